// The post is there: what this browser kept of it is no longer needed.
import { forgetDraft } from "./drafts.js";

forgetDraft(document.querySelector("[data-posted]").dataset.posted);

// The post is there: what this browser kept of it is no longer needed.
import { forgetDraft } from "./drafts.js";
import { dropPost } from "./queue-store.js";

const { posted } = document.querySelector("[data-posted]").dataset;
forgetDraft(posted);
dropPost(posted).catch(() => {});

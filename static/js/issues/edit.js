// The form for what was posted: new pictures are shown before they are sent, and what tells of people is said.
// Both are additions; the form is complete without them.

import { tellPersonal } from "./personal.js";
import { previewPhotos } from "./photos.js";
import { sendOnce } from "./send-once.js";

const form = document.querySelector("[data-edit-form]");
previewPhotos(form);
tellPersonal(form);
sendOnce(form);

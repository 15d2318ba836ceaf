// After a form that did not pass, reading goes on at the summary of what to put right.
document.querySelector("[data-focus]").focus();

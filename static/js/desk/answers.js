// Answers to posts like this one, in place of the link to them, once the officer comes near: the page waits for none.
async function show(part) {
  try {
    const answer = await fetch(part.dataset.answers);
    if (answer.ok) part.outerHTML = await answer.text();
  } catch {
    // the link leads to them as well
  }
}

const near = new IntersectionObserver(
  (entries) => {
    for (const { isIntersecting, target } of entries) {
      if (!isIntersecting) continue;
      near.unobserve(target);
      show(target);
    }
  },
  { rootMargin: "400px" },
);
for (const part of document.querySelectorAll("[data-answers]")) near.observe(part);

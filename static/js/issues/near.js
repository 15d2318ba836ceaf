// 近くの課題を見る: asks the device where it is and opens the list of that ward. When it will not say, or is outside
// Osaka, the link does what it does without script: it leads to the list of wards.

function position() {
  return new Promise((resolve, reject) => {
    navigator.geolocation.getCurrentPosition(resolve, reject, { timeout: 10000, maximumAge: 300000 });
  });
}

// To 100 m, which is all that a ward needs.
async function wardHere(address) {
  const { coords } = await position();
  const answer = await fetch(`${address}?lat=${coords.latitude.toFixed(3)}&lng=${coords.longitude.toFixed(3)}`);
  return (await answer.json()).ward;
}

async function go(link) {
  link.setAttribute("aria-busy", "true");
  const ward = await wardHere(link.dataset.near).catch(() => "");
  link.removeAttribute("aria-busy");
  if (ward) {
    location.assign(`${link.dataset.board}?ward=${ward}`);
  } else {
    location.assign(link.hash);
  }
}

if ("geolocation" in navigator) {
  document.querySelectorAll("[data-near]").forEach((link) => {
    link.addEventListener("click", (event) => {
      event.preventDefault();
      go(link);
    });
  });
}

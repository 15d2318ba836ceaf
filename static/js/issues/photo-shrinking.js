// A picture as it is sent: small ones as they are, large ones drawn anew, which leaves behind all that was noted in them.

const LONGEST = 2048; // pixels of a side
const SMALL = 1.5 * 1024 * 1024; // bytes
const QUALITY = 0.85;

export async function fitToSend(file) {
  if (file.size <= SMALL) return file;
  let picture;
  try {
    picture = await createImageBitmap(file);
  } catch {
    return file; // of a format that this browser cannot open; the server may
  }
  const canvas = draw(picture);
  picture.close();
  const drawn = await new Promise((resolve) => canvas.toBlob(resolve, "image/jpeg", QUALITY));
  canvas.width = canvas.height = 0; // phones have room for few of these
  return drawn ?? file;
}

function draw(picture) {
  const share = Math.min(1, LONGEST / Math.max(picture.width, picture.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(picture.width * share));
  canvas.height = Math.max(1, Math.round(picture.height * share));
  const pen = canvas.getContext("2d");
  pen.fillStyle = "white"; // behind what is see-through
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.imageSmoothingQuality = "high";
  pen.drawImage(picture, 0, 0, canvas.width, canvas.height);
  return canvas;
}

// What this browser keeps of talks for a while: by account and thread, so that another account here is not shown it.
// A browser that keeps nothing only forgets at a reload. Every change reads anew: other tabs write here too.
export class Shelf {
  constructor(name, lives, most = 50) {
    Object.assign(this, { name: `mycomi.talk.${name}`, lives, most });
    this.write(this.all()); // what is old goes, also where nobody writes any more
  }

  get(key) {
    return this.all()[key]?.value;
  }

  set(key, value) {
    this.write({ ...this.all(), [key]: { value, at: Date.now() } });
  }

  drop(key) {
    const { [key]: _dropped, ...others } = this.all();
    this.write(others);
  }

  all() {
    try {
      const kept = Object.entries(JSON.parse(localStorage.getItem(this.name)) ?? {});
      return Object.fromEntries(kept.filter(([, { at }]) => Date.now() - at < this.lives));
    } catch {
      return {};
    }
  }

  write(all) {
    const newest = Object.entries(all).sort(([, a], [, b]) => b.at - a.at);
    try {
      localStorage.setItem(this.name, JSON.stringify(Object.fromEntries(newest.slice(0, this.most))));
    } catch {
      // no room, or not allowed to: what is on the page stays there
    }
  }
}

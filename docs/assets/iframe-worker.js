/* Search in pages that are opened from a folder: browsers allow no worker there, so a hidden frame does its work. */
(() => {
  if (location.protocol !== "file:") return;
  const inside = `
    const worker = window.frameElement.worker;
    self.postMessage = (data) => worker.dispatchEvent(new MessageEvent("message", { data }));
    self.importScripts = (...urls) =>
      urls.reduce((before, url) => before.then(() => new Promise((done, failed) => {
        const script = Object.assign(document.createElement("script"), { src: url, onload: done, onerror: failed });
        document.head.append(script);
      })), Promise.resolve());`;

  window.IFrameWorker = class extends EventTarget {
    constructor(url) {
      super();
      const address = new URL(url, document.baseURI).href.replace(/"/g, "%22");
      this.frame = Object.assign(document.createElement("iframe"), {
        hidden: true,
        worker: this,
        srcdoc: `<script>${inside}</script><script src="${address}"></script>`,
      });
      this.ready = new Promise((done) => this.frame.addEventListener("load", done, { once: true }));
      document.body.append(this.frame);
    }

    postMessage(data) {
      this.ready.then(() => {
        const self = this.frame.contentWindow;
        self.dispatchEvent(new self.MessageEvent("message", { data }));
      });
    }

    terminate() {
      this.frame.remove();
    }
  };
  window.Worker = window.IFrameWorker;
})();

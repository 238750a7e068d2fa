/* Sends chosen or dropped files one by one and shows how each fares; without it the form sends all at once. */
(() => {
  "use strict";
  const form = document.querySelector("form[data-receive]");
  if (!form) return;
  const input = form.querySelector("input[type=file]");
  const list = form.querySelector("[data-files]");
  const sum = form.querySelector("[data-sum]");
  const after = form.querySelector("[data-after]");
  const largest = Number(form.dataset.largestMb) * 1024 * 1024;
  const REFRESH_MS = 5000;
  const waiting = [];
  const told = { RECEIVED: 0, KNOWN: 0, REFUSED: 0 };
  let running = false;
  let all = 0;

  form.querySelector("[data-drop-hint]").hidden = false;

  const line = (file) => {
    const item = document.createElement("li");
    const name = document.createElement("span");
    const bar = document.createElement("progress");
    const state = document.createElement("span");
    name.textContent = file.name;
    bar.max = 100;
    bar.value = 0;
    bar.setAttribute("aria-label", `${file.name}的上传进度`);
    state.textContent = "等待上传";
    item.append(name, bar, state);
    list.append(item);
    return { bar, state };
  };

  const count = () => {
    const done = told.RECEIVED + told.KNOWN + told.REFUSED;
    sum.hidden = false;
    sum.textContent = `共${all}个文件，已处理${done}个：新收到${told.RECEIVED}个，以前已收到${told.KNOWN}个，没有收取${told.REFUSED}个。`;
    if (done === all) after.hidden = false;
  };

  const finish = (shown, outcome, message, url) => {
    told[outcome] += 1;
    shown.bar.value = outcome === "REFUSED" ? 0 : 100;
    shown.state.className = `is-${outcome}`;
    shown.state.textContent = "";
    if (url) {
      const link = document.createElement("a");
      link.href = url;
      link.textContent = message;
      shown.state.append(link);
    } else {
      shown.state.textContent = message;
    }
    running = false;
    count();
    next();
  };

  const answered = (request, shown) => {
    let taken = null;
    try {
      taken = JSON.parse(request.responseText).files[0];
    } catch {
      taken = null;
    }
    if (request.status === 200 && taken) {
      finish(shown, taken.outcome, taken.message, taken.url);
    } else {
      finish(shown, "REFUSED", "没有收取：请刷新本页，重新登录后再上传。", "");
    }
  };

  const send = (file, shown) => {
    running = true;
    if (file.size > largest) {
      finish(shown, "REFUSED", `超过${form.dataset.largestMb}MB的上限，没有上传。`, "");
      return;
    }
    const data = new FormData();
    data.append("csrfmiddlewaretoken", form.querySelector("[name=csrfmiddlewaretoken]").value);
    data.append("files", file, file.name);
    const request = new XMLHttpRequest();
    request.open("POST", form.action);
    request.setRequestHeader("Accept", "application/json");
    request.upload.addEventListener("progress", (event) => {
      if (event.lengthComputable) shown.bar.value = (99 * event.loaded) / event.total;
    });
    request.addEventListener("load", () => answered(request, shown));
    request.addEventListener("error", () => {
      finish(shown, "REFUSED", "网络中断，没有上传；再次选择同一批文件即可续传。", "");
    });
    shown.state.textContent = "正在上传";
    request.send(data);
  };

  const next = () => {
    if (!running && waiting.length) send(...waiting.shift());
  };

  const take = (files) => {
    if (!files.length) return;
    list.hidden = false;
    after.hidden = true;
    all += files.length;
    for (const file of files) waiting.push([file, line(file)]);
    count();
    next();
  };

  const entriesOf = (reader) =>
    new Promise((resolve) => {
      reader.readEntries(resolve, () => resolve([]));
    });

  const filesIn = async (entry) => {
    if (entry.isFile) {
      return new Promise((resolve) => {
        entry.file((file) => resolve([file]), () => resolve([]));
      });
    }
    const reader = entry.createReader();
    const found = [];
    for (let some = await entriesOf(reader); some.length; some = await entriesOf(reader)) {
      for (const one of some) found.push(...(await filesIn(one)));
    }
    return found;
  };

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    take([...input.files]);
    input.value = "";
  });

  for (const name of ["dragenter", "dragover"]) {
    form.addEventListener(name, (event) => {
      event.preventDefault();
      form.classList.add("is-over");
    });
  }
  form.addEventListener("dragleave", () => form.classList.remove("is-over"));
  form.addEventListener("drop", async (event) => {
    event.preventDefault();
    form.classList.remove("is-over");
    /* All are asked for before the first wait: after it the browser has emptied the list. */
    const entries = [...event.dataTransfer.items].map((item) => item.webkitGetAsEntry());
    const plain = [...event.dataTransfer.files];
    const found = [];
    if (entries.every(Boolean)) for (const entry of entries) found.push(...(await filesIn(entry)));
    else found.push(...plain);
    take(found.filter((file) => !file.name.startsWith(".")));
  });

  /* While files are read the list renews itself, but never under somebody who is choosing files. */
  if (document.querySelector("[data-working]")) {
    const renew = () => {
      const busy = running || waiting.length || all || input.files.length;
      if (busy || document.querySelector(".gk :focus:not(a)")) setTimeout(renew, REFRESH_MS);
      else window.location.reload();
    };
    setTimeout(renew, REFRESH_MS);
  }
})();

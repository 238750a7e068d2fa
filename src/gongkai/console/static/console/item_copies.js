/* Keeps what is typed: at the server every 15 seconds, in this browser where the server is out of
   reach or the session has ended. Either copy is offered when the item is opened again. */
(() => {
  const form = document.getElementById("item-form");
  if (!form) return;
  const EVERY = 15000;
  const STILL_THERE = 5 * 60 * 1000;
  const NAMES = ["title", "body", "summary", "column", "also_in", "formed_on", "document_no", "issuer",
    "topic", "validity", "effective_on", "invalid_on", "audience", "source", "keywords", "publish_at",
    "expire_at"];
  const { gkKeep, gkStore, gkLogin } = form.dataset;
  const version = Number(form.elements.version.value);
  const kept = form.querySelector("[data-gk-kept]");
  const item = { form, NAMES, ready: [], changed: [] };
  window.gongkaiItem = item;

  item.typed = () => {
    if (item.editor) item.editor.save();
    const data = new FormData();
    for (const name of [...NAMES, "version"]) {
      for (const value of new FormData(form).getAll(name)) data.append(name, value);
    }
    return data;
  };
  // Signing in anew in another window changes the token that this page was given.
  item.token = () => {
    const found = document.cookie.match(/(?:^|; )csrftoken=([^;]+)/);
    return found ? found[1] : form.elements.csrfmiddlewaretoken.value;
  };
  item.send = async (address, data) => {
    const answer = await fetch(address, {
      method: "POST",
      body: data,
      headers: { "X-CSRFToken": item.token(), "X-Requested-With": "XMLHttpRequest" },
    });
    if (answer.redirected || answer.status === 403 || answer.status === 401) {
      const ended = new Error("ended");
      ended.ended = true;
      throw ended;
    }
    if (!answer.ok) throw new Error(String(answer.status));
    return answer;
  };

  const flat = (data) => JSON.stringify([...data.entries()].filter(([name]) => name !== "version"));
  const stored = () => {
    try { return JSON.parse(localStorage.getItem(gkStore) || "null"); } catch { return null; }
  };
  const store = (data, sent) => {
    const fields = {};
    for (const name of NAMES) fields[name] = data.getAll(name);
    try {
      localStorage.setItem(gkStore, JSON.stringify({ version, fields, sent, at: Date.now() }));
      return true;
    } catch { return false; }
  };
  item.forget = () => { try { localStorage.removeItem(gkStore); } catch { /* Nothing is stored. */ } };

  let last = "";
  let lastAt = Date.now();
  let busy = false;
  const show = (text, isLate) => {
    kept.textContent = text;
    kept.classList.toggle("is-late", Boolean(isLate));
  };
  const signIn = () => {
    const link = document.createElement("a");
    link.href = gkLogin;
    link.target = "_blank";
    link.textContent = "在新窗口重新登录";
    return link;
  };

  item.keep = async () => {
    if (busy) return;
    const data = item.typed();
    const now = flat(data);
    if (now === last && Date.now() - lastAt < STILL_THERE) return;
    busy = true;
    try {
      const answer = await (await item.send(gkKeep, data)).json();
      last = now;
      lastAt = Date.now();
      show(answer.told || `已于${answer.kept_at}暂存，尚未保存`, Boolean(answer.told));
      item.forget();
    } catch (problem) {
      const here = store(data, false);
      show(here ? "内容已暂存在本机。" : "未能暂存，请先复制内容。", true);
      if (problem.ended) kept.prepend("登录已失效，", signIn(), "后可继续保存；");
      else kept.prepend("暂时连不上服务器，");
    } finally {
      busy = false;
    }
  };
  item.begin = () => {
    last = flat(item.typed());
    setInterval(item.keep, EVERY);
  };
  // The editor settles its text when it begins, which is nothing that somebody typed.
  item.isChanged = () => flat(item.typed()) !== last;

  let leaving = false;
  form.addEventListener("submit", () => {
    leaving = true;
    form.elements.csrfmiddlewaretoken.value = item.token();
    store(item.typed(), true);
  });
  window.addEventListener("beforeunload", (event) => {
    if (leaving || !last || !item.isChanged()) return;
    store(item.typed(), false);
    event.preventDefault();
  });

  const offer = document.getElementById("local-copy");
  const copy = stored();
  if (copy && copy.sent && copy.version < version) item.forget();
  else if (copy) {
    const when = new Date(copy.at).toLocaleString("zh-CN", { hour12: false });
    const moved = copy.version === version ? "" : "此后信息已有变动，恢复后请对照。";
    offer.querySelector("[data-gk-words]").textContent = `您${when}输入的内容没有保存，已暂存在本机。${moved}`;
    offer.hidden = Boolean(form.querySelector(".has-error"));
  }
  offer.querySelector("[data-gk-restore]").addEventListener("click", () => {
    for (const name of NAMES) {
      const values = copy.fields[name] || [];
      const field = form.elements[name];
      if (!field) continue;
      if (name === "also_in") {
        form.querySelectorAll("input[name=also_in]").forEach((box) => { box.checked = values.includes(box.value); });
      } else {
        field.value = values[0] || "";
      }
    }
    if (item.editor) item.editor.setContent(copy.fields.body[0] || "");
    offer.hidden = true;
    item.forget();
    item.changed.forEach((tell) => tell());
  });
  offer.querySelector("[data-gk-forget]").addEventListener("click", () => {
    item.forget();
    offer.hidden = true;
  });
})();

{% autoescape off %}/* Shows the offline page where there is no line. It keeps that page and what the page needs, and
   nothing else: no answer of the site ever goes into the store. */
const KEPT = [{% for address in kept %}"{{ address|escapejs }}"{% if not forloop.last %}, {% endif %}{% endfor %}];
const STORE = "gongkai-offline-{{ kept|length }}-" + KEPT.join("|");

self.addEventListener("install", (event) => {
  event.waitUntil(
    caches.open(STORE)
      .then((store) => store.addAll(KEPT.map((address) => new Request(address, { credentials: "omit", cache: "reload" }))))
      .then(() => self.skipWaiting())
  );
});

self.addEventListener("activate", (event) => {
  event.waitUntil(
    caches.keys()
      .then((names) => Promise.all(names.filter((name) => name.startsWith("gongkai-offline-") && name !== STORE).map((name) => caches.delete(name))))
      .then(() => self.clients.claim())
  );
});

self.addEventListener("fetch", (event) => {
  const request = event.request;
  if (request.mode === "navigate" && request.method === "GET") {
    event.respondWith(fetch(request).catch(() => caches.match(KEPT[0])));
    return;
  }
  const place = new URL(request.url);
  if (request.method === "GET" && place.origin === self.location.origin && KEPT.slice(1).includes(place.pathname)) {
    event.respondWith(caches.match(place.pathname).then((found) => found || fetch(request)));
  }
});
{% endautoescape %}

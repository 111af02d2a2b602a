// Adds the next ten posts when the end comes into view, or when the button is pressed; says so when there are no more.
"use strict";
{
  const feed = document.getElementById("feed");
  const button = document.getElementById("load-more");
  const loading = document.querySelector(".loading");
  const byScrolling = feed.dataset.how === "scroll";
  let next = Number(feed.dataset.next);
  let busy = false;

  const load = async () => {
    if (busy || next === null) return;
    busy = true;
    feed.setAttribute("aria-busy", "true");
    loading.hidden = false;
    button.disabled = true;
    const request = new XMLHttpRequest();
    request.open("GET", `${feed.dataset.api}?offset=${next}`);
    request.responseType = "json";
    await new Promise((resolve) => { request.onloadend = resolve; request.send(); });
    busy = false;
    feed.setAttribute("aria-busy", "false");
    loading.hidden = true;
    button.disabled = false;
    if (request.status !== 200) { button.hidden = false; button.textContent = "Try again"; return; }
    feed.insertAdjacentHTML("beforeend", request.response.html);
    next = request.response.next;
    button.hidden = byScrolling || next === null;
    document.querySelector(".end").hidden = next !== null;
    if (next === null) observer.disconnect();
    else if (byScrolling) { observer.unobserve(sentinel); observer.observe(sentinel); }
  };
  const sentinel = document.querySelector(".sentinel");
  const observer = new IntersectionObserver((entries) => { if (entries[0].isIntersecting) load(); }, { rootMargin: "200px" });
  if (byScrolling) observer.observe(sentinel);
  button.addEventListener("click", load);
}

// Region depends on country, town on region: each list is loaded when the one before it is chosen.
"use strict";
{
  const form = document.querySelector("[data-places]");
  const { country, region, town } = form.elements;
  let asked = 0;
  const clear = (select) => { select.length = 1; select.value = ""; select.disabled = true; };
  const load = async (select, params) => {
    const mine = ++asked;
    const answer = await fetch(`${form.dataset.places}?${new URLSearchParams(params)}`);
    const { options } = await answer.json();
    if (mine !== asked) return;
    for (const text of options) select.add(new Option(text, text));
    select.disabled = !options.length;
  };
  country.addEventListener("change", () => {
    clear(region); clear(town);
    if (country.value) load(region, { country: country.value });
  });
  region.addEventListener("change", () => {
    clear(town);
    if (region.value) load(town, { country: country.value, region: region.value });
  });
}

// Asks for a voucher in a prompt and says what it is worth; an alert if it is worth nothing.
"use strict";
{
  const button = document.getElementById("voucher-button");
  const field = document.querySelector("input[name=voucher]");
  const said = document.getElementById("voucher-text");
  button.addEventListener("click", async () => {
    const code = prompt("Your voucher code:", field.value);
    if (!code) return;
    const answer = await fetch(button.dataset.api + encodeURIComponent(code.trim()));
    const found = await answer.json();
    if (!answer.ok) { alert(found.error); return; }
    field.value = found.code;
    said.textContent = `${found.code}: ${found.percent} % off`;
  });
}

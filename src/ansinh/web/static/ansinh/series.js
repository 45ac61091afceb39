// A form that is sent as soon as something else is chosen in it. Without this, its button sends it.

for (const form of document.querySelectorAll("form[data-submits]")) {
  form.addEventListener("change", (event) => {
    if (event.target.matches("select")) form.requestSubmit();
  });
}

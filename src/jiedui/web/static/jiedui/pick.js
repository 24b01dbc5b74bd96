// Lists with boxes to tick: one box above the list ticks them all and says how many are ticked.
// Without this script every box is ticked by itself.
'use strict';

for (const all of document.querySelectorAll('[data-pick-all]')) {
  const name = all.dataset.pickAll;
  const form = all.closest('form') || document.getElementById(all.dataset.form);
  const boxes = [...form.querySelectorAll(`input[type=checkbox][name="${name}"]`)];
  const head = all.querySelector('input');
  const said = all.querySelector('output');

  const show = () => {
    const count = boxes.filter((box) => box.checked).length;
    head.checked = count === boxes.length;
    head.indeterminate = count > 0 && count < boxes.length;
    said.textContent = `${count} / ${boxes.length}`;
  };

  head.addEventListener('change', () => {
    for (const box of boxes) box.checked = head.checked;
    show();
  });
  form.addEventListener('change', show);
  if (boxes.length > 1) {
    all.hidden = false;
    show();
  }
}

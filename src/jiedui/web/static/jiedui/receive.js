// Receiving files on the desk: drop them anywhere on the page, each is sent by itself with its progress.
// Without this script the form works as a plain upload.
'use strict';

(() => {
  const form = document.getElementById('receive');
  const input = document.getElementById('files');
  const list = document.getElementById('sendings');
  const drop = form.querySelector('.drop');
  const words = form.dataset;
  const waiting = [];
  let isSending = false;
  let taken = [];

  function line(name) {
    const item = document.createElement('li');
    const title = document.createElement('strong');
    title.textContent = name;
    const bar = document.createElement('progress');
    bar.max = 1;
    bar.value = 0;
    bar.setAttribute('aria-label', name);
    const said = document.createElement('span');
    said.className = 'soft';
    item.append(title, bar, said);
    list.append(item);
    return { item, bar, said };
  }

  function refuse(shown, text) {
    shown.item.className = 'bad';
    shown.bar.remove();
    shown.said.textContent = `${words.refused}${text}`;
  }

  function accept(shown, number) {
    shown.item.className = 'ok';
    shown.bar.remove();
    const link = document.createElement('a');
    link.href = `${words.batch}/${number}`;
    link.textContent = `${words.open} ${number}`;
    shown.said.textContent = `${words.taken} `;
    shown.said.append(link);
    taken.push(link.href);
  }

  function finish(request, shown) {
    let answer = null;
    try {
      answer = JSON.parse(request.responseText).content[0];
    } catch {
      answer = null;
    }
    if (answer && answer.batch) accept(shown, answer.batch);
    else if (answer) refuse(shown, answer.said.join(' '));
    else refuse(shown, words.broken);
  }

  function send(file, shown) {
    return new Promise((done) => {
      const request = new XMLHttpRequest();
      const data = new FormData();
      data.append('csrfmiddlewaretoken', form.elements.csrfmiddlewaretoken.value);
      data.append('sender', form.elements.sender.value);
      data.append('files', file);
      const stop = document.createElement('button');
      stop.type = 'button';
      stop.className = 'link-button';
      stop.textContent = words.stop;
      stop.addEventListener('click', () => request.abort());
      shown.item.append(stop);
      shown.said.textContent = words.sending;
      request.upload.addEventListener('progress', (event) => {
        if (event.lengthComputable) shown.bar.value = event.loaded / event.total;
      });
      request.upload.addEventListener('load', () => {
        shown.bar.removeAttribute('value');
        shown.said.textContent = words.reading;
        stop.remove();
      });
      request.addEventListener('load', () => finish(request, shown));
      for (const end of ['error', 'abort', 'timeout']) {
        request.addEventListener(end, () => refuse(shown, words.broken));
      }
      request.addEventListener('loadend', () => {
        stop.remove();
        done();
      });
      request.open('POST', `${window.location.pathname}.json`);
      request.send(data);
    });
  }

  async function work() {
    if (isSending) return;
    isSending = true;
    taken = [];
    let count = 0;
    while (waiting.length) {
      const [file, shown] = waiting.shift();
      count += 1;
      if (file.size > Number(words.limit) * 1024 * 1024) refuse(shown, words.large);
      else await send(file, shown);
    }
    isSending = false;
    if (count === 1 && taken.length === 1) window.location.assign(taken[0]);
  }

  function take(files) {
    for (const file of files) waiting.push([file, line(file.name)]);
    work();
  }

  form.addEventListener('submit', (event) => {
    if (!input.files.length) return;
    event.preventDefault();
    take([...input.files]);
    input.value = '';
  });
  for (const kind of ['dragenter', 'dragover']) {
    window.addEventListener(kind, (event) => {
      event.preventDefault();
      drop.classList.add('over');
    });
  }
  window.addEventListener('dragleave', (event) => {
    if (!event.relatedTarget) drop.classList.remove('over');
  });
  window.addEventListener('drop', (event) => {
    event.preventDefault();
    drop.classList.remove('over');
    if (event.dataTransfer) take([...event.dataTransfer.files]);
  });
})();

importScripts("traits.js");
traits().then((found) => postMessage(found));

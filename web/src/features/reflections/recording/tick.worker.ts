/** Timers of a page that nobody sees are held back to one a second, and later to one a minute; a worker's are not. */
setInterval(() => postMessage(null), 250);

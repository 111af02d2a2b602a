// A cheap look at the rows: how many, and what the first and last ones say.
(rows) => {
  const look = (row) => (row ? row.outerHTML.slice(0, 2000) : null);
  return JSON.stringify({ count: rows.length, first: look(rows[0]), last: look(rows.at(-1)) });
}

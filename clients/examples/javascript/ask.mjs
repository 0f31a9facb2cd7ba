// Publishes a document, waits until it is retrievable, asks, and prints what was found and where.
// Needs Node 18 or newer and nothing else: node ask.mjs [URL [API_KEY]]

const url = process.argv[2] ?? "http://127.0.0.1:8080";
const key = process.argv[3];

/** What the service answers; a refusal says which field is wrong and what to do. */
async function call(method, path, body, headers) {
  const response = await fetch(url + path, {
    method,
    body,
    headers: { ...headers, ...(key ? { Authorization: `Bearer ${key}` } : {}) },
    signal: AbortSignal.timeout(60_000),
  });
  const answer = await response.json();
  if (!response.ok) {
    throw new Error(`${answer.status} ${answer.title}: ${answer.detail}`);
  }
  return answer;
}

const published = await call(
  "PUT",
  `/v1/documents/${encodeURIComponent("leave-javascript.txt")}`,
  "Employees have thirty days of paid leave a year.",
  {
    "Content-Type": "text/plain; charset=utf-8",
    // Values of headers are percent-encoded UTF-8.
    "Freshet-Title": encodeURIComponent("Leave of absence"),
    "Freshet-Source-Uri": encodeURIComponent("https://example.org/leave"),
    "Freshet-Meta-Team": "people",
  },
);
console.log("published as", published.token);

const search = {
  query: "How many days of leave?",
  limit: 3,
  freshness: { token: published.token, waitMs: 30000 },
};
const found = await call("POST", "/v1/search", JSON.stringify(search), {
  "Content-Type": "application/json",
});
for (const { document, passage, score } of found.results) {
  console.log(`${score.toFixed(2)} ${passage.text} [${document.title}, ${document.sourceUri}]`);
}
console.log("fresh up to", found.freshness.watermark);

// Reads server-sent events from a fetched stream: EventSource could not send the key.

/** Gives `{ id, event, data }` for each event, data parsed as JSON where it is JSON. */
export async function* eventsOf(stream) {
  const reader = stream.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  try {
    for (;;) {
      const { value, done } = await reader.read();
      if (done) return;
      rest += value;
      const blocks = rest.split('\n\n');
      rest = blocks.pop();
      for (const block of blocks) {
        const event = eventOf(block);
        if (event) yield event;
      }
    }
  } finally {
    await reader.cancel().catch(() => {});
  }
}

function eventOf(block) {
  const event = { id: null, event: 'message', data: [] };
  for (const line of block.split('\n')) {
    const colon = line.indexOf(':');
    if (colon <= 0) continue;
    const name = line.slice(0, colon);
    const value = line.slice(colon + 1).replace(/^ /, '');
    if (name === 'data') event.data.push(value);
    else if (name === 'id' || name === 'event') event[name] = value;
  }
  return event.data.length ? { ...event, data: json(event.data.join('\n')) } : null;
}

function json(text) {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

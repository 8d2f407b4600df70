import { connect } from 'node:net';
import { hubUrl, mllpPort } from './where';

/** Sends one message over a socket of its own, as an EHR would, and gives back the acknowledgement. */
export function send(message: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(mllpPort, new URL(hubUrl).hostname);
    let answer = '';
    socket.setEncoding('utf8');
    socket.setTimeout(10_000, () => socket.destroy(new Error('no acknowledgement within 10 s')));
    socket.on('error', reject);
    socket.on('data', (piece: string) => {
      answer += piece;
      if (!answer.includes('\u001c\r')) return;
      socket.end();
      resolve(answer.replace('\u000b', '').replace('\u001c\r', ''));
    });
    socket.write(`\u000b${message}\u001c\r`);
  });
}

import { createServer } from 'node:net';

const start = '\u000b';
const end = '\u001c\r';

/** Listens for HL7 messages in their frames and answers each one. */
export function serveMllp(port: number, receive: (message: string) => string): void {
  createServer((socket) => {
    let text = '';
    socket.setEncoding('utf8');
    socket.on('error', () => socket.destroy());
    socket.on('data', (piece: string) => {
      text += piece;
      for (let stop = text.indexOf(end); stop >= 0; stop = text.indexOf(end)) {
        const message = text.slice(text.indexOf(start) + 1, stop);
        text = text.slice(stop + end.length);
        socket.write(start + receive(message) + end);
      }
    });
  }).listen(port);
}

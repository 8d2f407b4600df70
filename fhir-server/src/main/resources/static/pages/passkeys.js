// Passkeys on the pages around a sign-in: what the server says in JSON is what the browser wants in bytes, and the other way.

const bytes = (text) =>
  Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (letter) => letter.charCodeAt(0));
const text = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');

async function post(address, from, body) {
  const answer = await fetch(address, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', [from.dataset.csrfHeader]: from.dataset.csrf },
    body: JSON.stringify(body ?? {}),
    redirect: 'manual',
  });
  if (!answer.ok) throw new Error('The hub did not take it. Try again.');
  return answer.json();
}

const described = (list) => (list ?? []).map((key) => ({ ...key, id: bytes(key.id) }));

const shown = (key, response) => ({
  id: key.id,
  rawId: text(key.rawId),
  type: key.type,
  response,
  clientExtensionResults: key.getClientExtensionResults(),
  authenticatorAttachment: key.authenticatorAttachment,
});

async function use(button) {
  const options = await post('/webauthn/authenticate/options', button);
  const key = await navigator.credentials.get({
    publicKey: {
      ...options,
      challenge: bytes(options.challenge),
      allowCredentials: described(options.allowCredentials),
    },
  });
  const answer = await post(
    '/login/webauthn',
    button,
    shown(key, {
      authenticatorData: text(key.response.authenticatorData),
      clientDataJSON: text(key.response.clientDataJSON),
      signature: text(key.response.signature),
      userHandle: key.response.userHandle ? text(key.response.userHandle) : undefined,
    }),
  );
  location.assign(button.dataset.back ?? answer.redirectUrl);
}

async function add(form) {
  const options = await post('/webauthn/register/options', form);
  const key = await navigator.credentials.create({
    publicKey: {
      ...options,
      challenge: bytes(options.challenge),
      user: { ...options.user, id: bytes(options.user.id) },
      excludeCredentials: described(options.excludeCredentials),
    },
  });
  await post('/webauthn/register', form, {
    publicKey: {
      credential: shown(key, {
        attestationObject: text(key.response.attestationObject),
        clientDataJSON: text(key.response.clientDataJSON),
        transports: key.response.getTransports(),
      }),
      label: new FormData(form).get('label'),
    },
  });
  location.assign('/account?done');
}

async function attempt(work) {
  const problem = document.querySelector('[data-passkey-problem]');
  problem.hidden = true;
  try {
    await work();
  } catch (error) {
    // The browser's own words are about its parts, not about what to do.
    problem.textContent =
      error.name === 'NotAllowedError' ? 'No passkey was used: it was cancelled, or took too long.'
      : error.name === 'InvalidStateError' ? 'This device has a passkey for you already.'
      : error.message;
    problem.hidden = false;
  }
}

if (window.PublicKeyCredential) {
  for (const button of document.querySelectorAll('button[data-passkey="use"]')) {
    button.hidden = false;
    button.addEventListener('click', () => attempt(() => use(button)));
  }
  for (const form of document.querySelectorAll('form[data-passkey="add"]')) {
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      attempt(() => add(form));
    });
  }
}

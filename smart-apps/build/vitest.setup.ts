import { cleanup } from '@testing-library/react';
import { afterEach } from 'vitest';

// The document of the tests has no fonts, which Mantine's growing text fields wait for.
Object.defineProperty(document, 'fonts', { value: new EventTarget(), configurable: true });

afterEach(cleanup);

// What of Node the tests and examples use; the client itself needs none of it.

declare const process: { env: { [name: string]: string | undefined } };

declare module "node:assert/strict" {
  const assert: {
    equal(is: unknown, expected: unknown, message?: string): void;
    deepEqual(is: unknown, expected: unknown, message?: string): void;
    ok(held: unknown, message?: string): asserts held;
    rejects(promise: Promise<unknown>, fits: (error: unknown) => boolean): Promise<void>;
  };
  export default assert;
}

declare module "node:fs" {
  export function openAsBlob(path: string): Promise<Blob>;
}

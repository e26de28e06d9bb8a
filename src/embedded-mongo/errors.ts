import { type Doc } from './bson-value.js';

const CODES = {
  InternalError: 1,
  BadValue: 2,
  FailedToParse: 9,
  TypeMismatch: 14,
  Overflow: 15,
  InvalidLength: 16,
  IllegalOperation: 20,
  InvalidBSON: 22,
  NamespaceNotFound: 26,
  IndexNotFound: 27,
  PathNotViable: 28,
  ConflictingUpdateOperators: 40,
  CursorNotFound: 43,
  NamespaceExists: 48,
  MaxTimeMSExpired: 50,
  DollarPrefixedFieldName: 52,
  InvalidIdField: 53,
  CommandNotFound: 59,
  ImmutableField: 66,
  CannotCreateIndex: 67,
  IndexOptionsConflict: 85,
  IndexKeySpecsConflict: 86,
  InvalidOptions: 72,
  InvalidNamespace: 73,
  ShutdownInProgress: 91,
  CommandNotSupportedOnView: 166,
  InvalidIndexSpecificationOption: 197,
  CannotIndexParallelArrays: 171,
  NotImplemented: 238,
  ConversionFailure: 241,
  BSONObjectTooLarge: 10334,
  DuplicateKey: 11000,
  InvalidPipelineOperator: 168,
} as const;

/** MongoDB names the codes it has no word for `Location` and the number. */
export type CodeName = keyof typeof CODES | `Location${number}`;

/** A refusal in MongoDB's own terms: `code` and `codeName` are the server's, `details` are further fields of the reply. */
export class MongoError extends Error {
  readonly code: number;
  constructor(
    readonly codeName: CodeName,
    message: string,
    readonly details?: Doc,
  ) {
    super(message);
    this.code = codeOf(codeName);
  }
}

/** MongoDB can do this, this store cannot: said out loud, never ignored. */
export function notSupported(what: string): MongoError {
  return new MongoError(
    'NotImplemented',
    `the embedded store does not support ${what}: set MONGODB_URI to use MongoDB`,
  );
}

function codeOf(name: CodeName): number {
  // SAFETY: a name is a key of CODES unless it is one of the numbered ones, which no key looks like.
  return name.startsWith('Location') ? Number(name.slice(8)) : CODES[name as keyof typeof CODES];
}

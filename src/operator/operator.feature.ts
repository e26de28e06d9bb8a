import type { Connection } from 'mongoose';
import { decisionStore } from './decisions.store.js';
import { operatorService, type OperatorNeeds } from './operator.service.js';
import { operatorStore } from './operators.store.js';

/** Who runs Tandem: platforms, registrations, what waits, beside every course. */
export function operatorFeature(connection: Connection, needs: Omit<OperatorNeeds, 'store' | 'decisions'>) {
  const store = operatorStore(connection);
  return { operators: operatorService({ ...needs, store, decisions: decisionStore(connection) }) };
}

import type { Catalog, Family } from '../../core/catalog/kind.ts';
import { dataEdges, type Edge } from '../../core/model/edges.ts';

// What the mesh lends to what uses an SFU: files of their own for it would cost every page more.
import { MessageBudget } from "../message_budget.ts";
import { LevelReader } from "../monitor/audio_level.ts";
import { afterSleep, isActive, noActivity, update } from "../monitor/media_activity.ts";
import { statsTotalsOf } from "../monitor/network_quality.ts";
import { QualitySampler } from "../monitor/quality_sampler.ts";
import { Pacer } from "../pacer.ts";

export const MESH_TOOLS = {
  ...{ MessageBudget, LevelReader, QualitySampler, Pacer, statsTotalsOf },
  ...{ afterSleep, isActive, noActivity, update },
};

export type MeshTools = typeof MESH_TOOLS;

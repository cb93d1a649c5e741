import type { EpochDay } from "../base/units.ts";
import { calibrationReport, type CalibrationReport } from "./calibration-report.ts";
import type { ComputeParameters } from "./parameters.ts";
import { recordPath } from "./path-record.ts";

export type { CalibrationReport } from "./calibration-report.ts";

/** Which compute market, on which paths. */
export interface CalibrationCheckRequest {
  readonly parameters: ComputeParameters;
  readonly seed: string;
  readonly replications: number;
  readonly startDay: EpochDay;
  readonly days: number;
  /** 97.5 % point of Student's t with `replications` - 1 degrees of freedom. */
  readonly studentPoint: number;
  /** Called after each path with the number of paths done. */
  readonly onPath?: (done: number) => void;
}

/** Runs a compute market alone and holds it against what is known of China's. */
export function checkCalibration(request: CalibrationCheckRequest): CalibrationReport {
  const paths = Array.from({ length: request.replications }, (_, replication) => {
    const path = recordPath({ ...request, replication });
    request.onPath?.(replication + 1);
    return path;
  });
  return calibrationReport(paths, request.studentPoint);
}

// What a command wants, or what the configuration says.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/probe_options.hpp"

namespace escapement::modules {

ProbeSampling ProbeOptions::sampling(const ProbeRequest& request) const {
    return {.speed = request.probe_speed.value_or(speed),
            .lift_speed = request.lift_speed.value_or(lift_speed.value_or(speed)),
            .samples = request.samples.value_or(samples),
            .retract_distance = request.sample_retract_dist.value_or(sample_retract_dist),
            .tolerance = request.samples_tolerance.value_or(samples_tolerance),
            .retries = request.samples_tolerance_retries.value_or(samples_tolerance_retries),
            .result = request.samples_result.value_or(samples_result)};
}

}  // namespace escapement::modules

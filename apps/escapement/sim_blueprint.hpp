// The simulated printer that a configuration describes.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Reads the configuration by itself, without the printer's modules: what is simulated must not
// share the host's mistakes.
#pragma once

#include <string>

#include "base/result.hpp"
#include "config/document.hpp"
#include "printer/thermal_fit.hpp"
#include "sim/blueprint.hpp"

namespace escapement::app {

// Fails, naming file, line and option, when the configuration lacks what a machine needs.
// Boards have every pin that the configuration mentions; heaters are as they were measured, and
// typical ones otherwise.
base::Result<sim::Blueprint> make_blueprint(const config::Document& config,
                                            const printer::ThermalModels& measured = {});

}  // namespace escapement::app

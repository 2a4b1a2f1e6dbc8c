// All kinds of kinematics that a configuration can choose.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "printer/kinematics_cartesian.hpp"
#include "printer/kinematics_corexy.hpp"
#include "printer/kinematics_types.hpp"

namespace escapement::modules {

using AllKinematics = printer::KinematicsList<printer::Cartesian, printer::CoreXy>;

}  // namespace escapement::modules

// All kinds of kinematics that a configuration can choose.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "printer/kinematics_cartesian.hpp"
#include "printer/kinematics_corexy.hpp"
#include "printer/kinematics_corexz.hpp"
#include "printer/kinematics_delta.hpp"
#include "printer/kinematics_deltesian.hpp"
#include "printer/kinematics_generic_cartesian.hpp"
#include "printer/kinematics_hybrid_corexy.hpp"
#include "printer/kinematics_hybrid_corexz.hpp"
#include "printer/kinematics_none.hpp"
#include "printer/kinematics_polar.hpp"
#include "printer/kinematics_rotary_delta.hpp"
#include "printer/kinematics_types.hpp"
#include "printer/kinematics_winch.hpp"

namespace escapement::modules {

using AllKinematics = printer::KinematicsList<printer::Cartesian,
                                              printer::CoreXy,
                                              printer::Delta,
                                              printer::Deltesian,
                                              printer::Polar,
                                              printer::RotaryDelta,
                                              printer::Winch,
                                              printer::CoreXz,
                                              printer::HybridCoreXy,
                                              printer::HybridCoreXz,
                                              printer::GenericCartesian,
                                              printer::None>;

}  // namespace escapement::modules

// A stepper driver that notices when its motor stalls stands in for an endstop.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The driver's diagnostic pin closes at a stall.  Its modes differ in what they notice: those of
// the older kind must not be quiet (stealthChop), the others must be.  So the driver is changed
// before each approach, and set back after it.
#pragma once

#include <memory>

#include "printer/endstops.hpp"
#include "printer/section_name.hpp"

namespace escapement::modules {

class TmcDriver;

// Throws ConfigError, about endstop_pin of that section, if the driver has no diagnostic pin.  The
// driver must outlive it.
std::unique_ptr<printer::EndstopInput> make_tmc_endstop(TmcDriver& driver,
                                                        const printer::SectionName& section);

}  // namespace escapement::modules

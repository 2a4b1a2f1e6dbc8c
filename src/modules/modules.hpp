// The list of everything a printer configuration can contain.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "printer/module.hpp"

namespace escapement::modules {

// In the order in which they are built: whoever needs another comes after it.
std::vector<printer::ModuleType> all_modules();

}  // namespace escapement::modules

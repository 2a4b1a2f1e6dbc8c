// A JSON schema of configurations, for editors and other programs.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "base/value.hpp"
#include "printer/module.hpp"

namespace escapement::app {

// Draft 2020-12, of a configuration as an object of sections, each an object of options.  Numbers
// may be texts, since a configuration may compute them.
base::Value config_schema(const std::vector<printer::ModuleType>& types);

}  // namespace escapement::app

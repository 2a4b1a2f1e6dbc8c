// The data dictionary as JSON text: reading it with a watchful eye.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

#include "base/result.hpp"
#include "wire/dictionary.hpp"

namespace escapement::wire {

// Names the place of the first thing that is wrong: "commands: 'queue_step oid=%q': ...".
base::Result<Dictionary> from_json(std::string_view text);

}  // namespace escapement::wire

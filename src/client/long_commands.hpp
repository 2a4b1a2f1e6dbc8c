// Which commands take their time, and which end the waiting for them.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string_view>

#include "base/time.hpp"

namespace escapement::client {

// These report temperatures for as long as they take.
bool waits_for_heat(std::string_view line);
// These end what the printer is waiting for, so it reads them meanwhile.
bool ends_wait(std::string_view line);
// How long a printer at work on this line may be silent; nothing: it waits for a person.
std::optional<base::Seconds> longest_silence(std::string_view line);

}  // namespace escapement::client

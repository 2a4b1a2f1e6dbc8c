// Paths as people write them: "~/gcodes" is in their home folder.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace escapement::modules {

// A leading "~" stands for the folder that HOME names; other paths stay as they are.
std::string user_path(std::string_view path);

}  // namespace escapement::modules

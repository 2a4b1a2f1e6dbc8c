// Plain files in the place of devices, to try a board without its hardware.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>

#include "firmware/port/linux/devices.hpp"

namespace escapement::firmware::linux_port {

// Looks below `root` for files with the names of devices; docs/reference/firmware.md says what
// they hold.
Devices folder_devices(const std::filesystem::path& root);

}  // namespace escapement::firmware::linux_port

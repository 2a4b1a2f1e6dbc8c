// Compares what is there with what is wanted.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "mcu/configuration_check.hpp"

namespace escapement::mcu {

std::optional<ConfigurationObjection> object_to(const messages::Config& present,
                                                const ConfigurationWanted& wanted,
                                                const std::string& name) {
    const std::string board = "MCU '" + name + "'";
    if (present.is_config && wanted.restart_expected)
        return ConfigurationObjection{
            "Failed automated reset of " + board +
            "\nIt did not begin anew; set restart_method in its section to one that "
            "its board has, or switch it off and on"};
    if (!present.is_config && wanted.restart_first && !wanted.restart_expected)
        return ConfigurationObjection{board + ": full reset before config", true};
    if (present.is_config && present.crc != wanted.crc)
        return ConfigurationObjection{
            board + " CRC does not match config\nIt is configured for something else already",
            true};
    return std::nullopt;
}

}  // namespace escapement::mcu

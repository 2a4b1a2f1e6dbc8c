// Bounds that depend on other options.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "printer/curved_options.hpp"

namespace escapement::printer {

void check_height(const HeightOptions& options, base::Length most, const SectionName& printer) {
    if (options.minimum_z_position > most)
        throw printer.error("minimum_z_position",
                            "must be at most the greatest height, " +
                                base::print_number(most.value) + " (is " +
                                base::print_number(options.minimum_z_position.value) + ")");
}

double length_above(const CurvedRail& rail,
                    std::string_view option,
                    const std::optional<base::Length>& value,
                    const LengthAbove& least) {
    const std::string name(option);
    if (!value) throw rail.section.error(name, "must be specified");
    if (!(value->value > least.limit))
        throw rail.section.error(name,
                                 "must be above " + least.limit_name + " " +
                                     base::print_number(least.limit) + " (is " +
                                     base::print_number(value->value) + ")");
    return value->value;
}

}  // namespace escapement::printer

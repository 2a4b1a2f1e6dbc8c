// Reading screws in the order of their numbers.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/screws.hpp"

#include <fmt/format.h>

#include "printer/options.hpp"

namespace escapement::modules {
namespace {

constexpr std::size_t least_screws = 3, most_screws = 99;

const std::string* find_option(const ScrewOptions& options, const std::string& name) {
    for (const auto& [option, text] : options)
        if (option == name) return &text;
    return nullptr;
}

BedPlace read_place(const std::string& text,
                    const std::string& option,
                    const printer::SectionName& section) {
    const auto numbers = base::Text<std::vector<double>>::parse(text);
    if (!numbers || numbers->size() != 2)
        throw section.error(option, "must be X, Y: two numbers separated by a comma");
    return {(*numbers)[0], (*numbers)[1]};
}

// What belongs to no screw that was read.
void refuse_others(const ScrewOptions& options,
                   std::size_t count,
                   const printer::SectionName& section) {
    for (const auto& [option, text] : options) {
        const auto digits = option.find_first_of("0123456789");
        const auto number = base::parse_whole(
            option.substr(digits, option.find_first_not_of("0123456789", digits) - digits));
        if (!number || *number < 1 || static_cast<std::size_t>(*number) > count)
            throw section.error(option,
                                "belongs to no screw: number them screw1, screw2 and so on "
                                "without a gap, up to 99");
    }
}

}  // namespace

std::string screw_name(const BedPlace& place) {
    return fmt::format("screw at {:.3f},{:.3f}", place[0], place[1]);
}

std::vector<Screw> read_screws(const ScrewOptions& options, const printer::SectionName& section) {
    std::vector<Screw> screws;
    while (screws.size() < most_screws) {
        const auto name = "screw" + std::to_string(screws.size() + 1);
        const auto* place = find_option(options, name);
        if (!place) break;
        Screw screw{.place = read_place(*place, name, section)};
        const auto* given_name = find_option(options, name + "_name");
        screw.name = given_name ? *given_name : screw_name(screw.place);
        if (const auto* fine = find_option(options, name + "_fine_adjust"))
            screw.fine_adjust = read_place(*fine, name + "_fine_adjust", section);
        screws.push_back(std::move(screw));
    }
    refuse_others(options, screws.size(), section);
    if (screws.size() < least_screws)
        throw section.error("", "Must have at least three screws: screw1, screw2, screw3");
    return screws;
}

void check_screws(const ScrewOptions& options, printer::Complaints& complaints) {
    complaints.attempt({"screw1"}, [&] { read_screws(options, complaints.section()); });
}

}  // namespace escapement::modules

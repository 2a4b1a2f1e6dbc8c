// Finding microcontrollers by name.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "printer/mcus.hpp"

#include "base/assert.hpp"
#include "mcu/mcu.hpp"

namespace escapement::printer {

Mcus::Mcus() = default;
Mcus::~Mcus() = default;

mcu::Mcu& Mcus::add(std::unique_ptr<mcu::Mcu> mcu) {
    ASSERT(!mcus_.empty() || mcu->name() == "mcu");
    ASSERT(!find(mcu->name()));
    mcus_.push_back(std::move(mcu));
    return *mcus_.back();
}

mcu::Mcu* Mcus::find(std::string_view name) const {
    for (const auto& mcu : mcus_)
        if (mcu->name() == name) return mcu.get();
    return nullptr;
}

mcu::Mcu& Mcus::main() const {
    ASSERT(!mcus_.empty());
    return *mcus_.front();
}

std::vector<std::string> Mcus::names() const {
    std::vector<std::string> names;
    for (const auto& mcu : mcus_) names.push_back(mcu->name());
    return names;
}

}  // namespace escapement::printer

// Everything that is wrong with one section, found without building anything.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A module whose options depend on each other, or on other sections, has a
//
//   static void check(const Config& config, Complaints& complaints);
//
// which is called for each of its sections, whatever is wrong with this or other ones.  Options
// that could not be read hold their defaults then; attempt() leaves out what would only follow
// from that.
#pragma once

#include <functional>
#include <initializer_list>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "config/document.hpp"
#include "printer/section_name.hpp"

namespace escapement::printer {

class Pins;

// What the checks of all sections share.
struct Checking {
    const config::Document& config;
    Pins& pins;  // of identified microcontrollers
    std::vector<config::Problem>& problems;
};

// Belongs to the main thread.
class Complaints {
  public:
    Complaints(SectionName section, const Checking& checking)
        : section_(std::move(section)), checking_(checking) {}

    const SectionName& section() const { return section_; }
    const config::Document& config() const { return checking_.config; }
    Pins& pins() const { return checking_.pins; }

    // Complains about an option, at its line; without an option about the section.
    void add(std::string_view option, const std::string& what);
    void add(std::string_view option, config::Problem problem);
    // Whether nobody has complained about any of these options so far.
    bool none_about(std::initializer_list<std::string_view> options) const;
    // Tries a rule about these options unless one of them is wrong already.  A ConfigError is a
    // complaint about all of them.
    void attempt(std::initializer_list<std::string_view> options,
                 const std::function<void()>& rule);
    // Complains when the option is not given.
    void require(std::string_view option, const std::string& why = "");
    // Complains when the configuration lacks a section that the value of `option` needs.
    void require_section(std::string_view option, std::string_view name);

  private:
    SectionName section_;
    Checking checking_;
    std::set<std::string, std::less<>> wrong_;
};

}  // namespace escapement::printer

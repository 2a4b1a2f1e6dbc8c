// Sections that a configuration may have though there is nothing to say in them.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "printer/context.hpp"
#include "printer/description.hpp"

namespace escapement::modules {

// What they stand for elsewhere is always there.
class PlainSections {
  public:
    struct Config {};
    static void describe(printer::Description<PlainSections>& module) {
        module.section("error_mcu").section("garbage_collection").section("aio_executor");
        module.doc("Accepted; has no options.");
    }
    PlainSections(const Config&, printer::Context&) {}
};

}  // namespace escapement::modules

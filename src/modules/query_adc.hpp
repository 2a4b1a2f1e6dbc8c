// The analog inputs of the printer by name, and QUERY_ADC.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <optional>
#include <string>

#include "printer/context.hpp"
#include "printer/description.hpp"
#include "printer/module.hpp"

namespace escapement::mcu {
class AdcIn;
}

namespace escapement::modules {

// Belongs to the main thread.
class QueryAdc {
  public:
    struct Query {
        std::string name;
        std::optional<double> pullup;
    };
    static void describe(printer::Description<QueryAdc>& module);

    explicit QueryAdc(printer::Context& context) : context_(context) {}

    // Makes an input known; it must outlive this.
    void add(const std::string& name, const mcu::AdcIn& input) { inputs_[name] = &input; }

  private:
    void query(const Query& request);

    printer::Context& context_;
    std::map<std::string, const mcu::AdcIn*> inputs_;
};

}  // namespace escapement::modules

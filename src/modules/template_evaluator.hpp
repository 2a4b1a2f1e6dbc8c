// Keeps outputs and lights at what templates say.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <map>
#include <string>
#include <utility>

#include "gcode/parameters.hpp"
#include "modules/display_template.hpp"
#include "printer/context.hpp"
#include "printer/description.hpp"
#include "runtime/executor.hpp"

namespace escapement::modules {

// Renders each template that somebody follows twice a second; offline only once.  Belongs to the
// main thread.
class TemplateEvaluator {
  public:
    // Who follows, and which of its lights or outputs.
    using Follower = std::pair<const void*, int>;
    struct Callbacks {
        std::function<void(const std::string& text)> update;
        // After the updates of all followers; may be empty.
        std::function<void()> flush;
    };
    static constexpr base::Seconds interval{0.5};

    static void describe(printer::Description<TemplateEvaluator>& module);

    explicit TemplateEvaluator(printer::Context& context);

    // From now on the follower gets the text of the display_template that TEMPLATE names, with the
    // values of PARAM_...; an empty TEMPLATE ends that.  Throws CommandError.
    void follow(const Follower& follower, const gcode::Parameters& parameters, Callbacks callbacks);

  private:
    struct Followed {
        const DisplayTemplate* source;
        DisplayTemplate::Values values;
        std::string key;  // the same for what gives the same text
        Callbacks callbacks;
        bool failed = false;
    };
    DisplayTemplate::Values read_values(const DisplayTemplate& source,
                                        const gcode::Parameters& parameters,
                                        std::string& key) const;
    std::string render(Followed& followed);
    void render_all();

    printer::Context& context_;
    std::map<Follower, Followed> followers_;
    runtime::Timer timer_;
};

// The number that a template printed; 0 for anything else.
double number_of(const std::string& text);

}  // namespace escapement::modules

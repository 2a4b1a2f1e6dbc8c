// Levelling a bed with a sheet of paper over each of its screws.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "modules/screws.hpp"
#include "printer/context.hpp"
#include "printer/description.hpp"
#include "printer/toolhead.hpp"

namespace escapement::modules {

// [bed_screws].  All screws are visited until none needs an adjustment any more, then their places
// for fine adjustment.  Belongs to the main thread.
class BedScrews {
  public:
    struct Config {
        printer::SectionName section;
        ScrewOptions screws;
        base::Speed speed{50.0};
        base::Speed probe_speed{5.0};
        base::Length horizontal_move_z{5.0};
        base::Length probe_height{0.0};
    };
    struct Status {
        bool is_active = false;
        std::optional<std::string> state;
        int current_screw = 0;
        int accepted_screws = 0;
    };
    static void describe(printer::Description<BedScrews>& module);
    static void check(const Config& config, printer::Complaints& complaints) {
        check_screws(config.screws, complaints);
    }

    BedScrews(const Config& config, printer::Context& context);

    bool active() const { return round_.has_value(); }
    Status status() const;

  private:
    enum class Round { adjust, fine };
    using Stop = std::pair<BedPlace, std::string>;

    runtime::Task<> begin();
    runtime::Task<> accept();
    runtime::Task<> adjusted();
    void abort();
    runtime::Task<> finish();
    runtime::Task<> go_to(Round round, std::size_t screw);
    runtime::Task<> move(printer::Toolhead::Target target, base::Speed speed);
    const std::vector<Stop>& stops(Round round) const {
        return round == Round::adjust ? adjust_ : fine_;
    }
    void end();

    const Config config_;
    printer::Context& context_;
    std::vector<Stop> adjust_, fine_;
    std::optional<Round> round_;
    std::size_t current_ = 0;
    std::size_t accepted_ = 0;
};

}  // namespace escapement::modules

// Reading a section into a module's configuration.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "printer/module.hpp"

#include <algorithm>

#include "base/names.hpp"

namespace escapement::printer {
namespace {

void read_option(const Field& field,
                 const config::Section& section,
                 void* record,
                 std::vector<config::Problem>& problems) {
    const config::Option* option = section.find(field.name);
    const auto place = "[" + section.name + "] " + field.name;
    if (!option) {
        if (field.required) problems.push_back({section.place, place + ": must be specified"});
        return;
    }
    if (auto read = field.read(record, option->value); !read)
        problems.push_back({option->place, place + ": " + read.error().what});
}

bool takes(const OptionFamily& family, std::string_view key) {
    return key.starts_with(family.prefix);
}

void read_family(const OptionFamily& family, const config::Section& section, void* record) {
    for (const config::Option& option : section.options)
        if (takes(family, option.key)) family.assign(record, option.key, option.value);
}

// What to say about an option that we know of but do not serve.
std::optional<std::string> words_for_missing(const Schema& schema,
                                             std::string_view option,
                                             const std::string& section) {
    for (const MissingOption& missing : schema.missing)
        if (missing.name == option)
            return "[" + section + "] " + missing.name + ": not supported yet (" + missing.why +
                   "); remove it to continue";
    return std::nullopt;
}

void refuse_unknown(const Schema& schema,
                    const config::Section& section,
                    std::vector<config::Problem>& problems) {
    std::vector<std::string> known;
    for (const Field& field : schema.options) known.push_back(field.name);
    for (const config::Option& option : section.options) {
        const bool served =
            schema.option(option.key) ||
            std::any_of(schema.families.begin(),
                        schema.families.end(),
                        [&](const OptionFamily& family) { return takes(family, option.key); });
        // What was saved by a calibration that is no longer configured does no harm.
        if (served || option.saved) continue;
        problems.push_back({option.place,
                            words_for_missing(schema, option.key, section.name)
                                .value_or("[" + section.name + "] has no option '" + option.key +
                                          "'" + base::did_you_mean(option.key, known))});
    }
}

}  // namespace

const Module* Modules::find(std::string_view name) const {
    for (const Module& module : modules_)
        if (module.name == name) return &module;
    return nullptr;
}

void read_options(const Schema& schema,
                  const config::Section& section,
                  void* record,
                  std::vector<config::Problem>& problems) {
    for (const Field& field : schema.options) read_option(field, section, record, problems);
    for (const OptionFamily& family : schema.families) read_family(family, section, record);
    refuse_unknown(schema, section, problems);
}

SectionName section_name(const config::Section& section) {
    const auto title = section.title();
    return {section.name, std::string(title.empty() ? section.name : title), section.place};
}

}  // namespace escapement::printer

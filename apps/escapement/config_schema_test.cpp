// The schema is one, and says what declarations say.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "escapement/config_schema.hpp"

#include <gtest/gtest.h>

#include <map>
#include <regex>
#include <set>
#include <string>

#include "modules/modules.hpp"

namespace escapement::app {
namespace {

using base::Value;

const Value& whole_schema() {
    static const Value schema = config_schema(modules::all_modules());
    return schema;
}

// What the meta-schema of draft 2020-12 asks of the keywords that are used here.
class Checker {
  public:
    explicit Checker(const Value& root) : root_(root) {}

    void check(const Value& schema, const std::string& path) {
        const auto* table = schema.as<Value::Table>();
        ASSERT_TRUE(table) << path;
        for (const auto& [keyword, value] : *table) check_keyword(keyword, value, path);
    }

  private:
    void check_keyword(const std::string& keyword, const Value& value, const std::string& path) {
        static const std::map<std::string, void (Checker::*)(const Value&, const std::string&)>
            rules{
                {"$schema", &Checker::check_text},
                {"$ref", &Checker::check_reference},
                {"$defs", &Checker::check_schemas},
                {"title", &Checker::check_text},
                {"description", &Checker::check_text},
                {"type", &Checker::check_type},
                {"enum", &Checker::check_list},
                {"default", &Checker::check_nothing},
                {"minimum", &Checker::check_number},
                {"maximum", &Checker::check_number},
                {"exclusiveMinimum", &Checker::check_number},
                {"exclusiveMaximum", &Checker::check_number},
                {"properties", &Checker::check_schemas},
                {"patternProperties", &Checker::check_patterns},
                {"required", &Checker::check_names},
                {"additionalProperties", &Checker::check_truth},
            };
        const auto rule = rules.find(keyword);
        ASSERT_NE(rule, rules.end()) << path << ": " << keyword;
        (this->*rule->second)(value, path + "/" + keyword);
    }
    void check_text(const Value& value, const std::string& path) {
        EXPECT_TRUE(value.as<std::string>()) << path;
    }
    void check_truth(const Value& value, const std::string& path) {
        EXPECT_TRUE(value.as<bool>()) << path;
    }
    void check_number(const Value& value, const std::string& path) {
        EXPECT_TRUE(value.as<double>() || value.as<std::int64_t>()) << path;
    }
    void check_nothing(const Value&, const std::string&) {}
    void check_list(const Value& value, const std::string& path) {
        ASSERT_TRUE(value.as<Value::List>()) << path;
        EXPECT_FALSE(value.as<Value::List>()->empty()) << path;
    }
    void check_names(const Value& value, const std::string& path) {
        ASSERT_TRUE(value.as<Value::List>()) << path;
        std::set<std::string> names;
        for (const Value& name : *value.as<Value::List>()) {
            ASSERT_TRUE(name.as<std::string>()) << path;
            EXPECT_TRUE(names.insert(*name.as<std::string>()).second) << path;
        }
    }
    void check_type(const Value& value, const std::string& path) {
        static const std::set<std::string> known{
            "null", "boolean", "object", "array", "number", "string", "integer"};
        if (const auto* one = value.as<std::string>()) {
            EXPECT_TRUE(known.contains(*one)) << path;
            return;
        }
        check_list(value, path);
        check_names(value, path);
        for (const Value& name : *value.as<Value::List>())
            EXPECT_TRUE(known.contains(*name.as<std::string>())) << path;
    }
    void check_schemas(const Value& value, const std::string& path) {
        ASSERT_TRUE(value.as<Value::Table>()) << path;
        for (const auto& [name, schema] : *value.as<Value::Table>())
            check(schema, path + "/" + name);
    }
    void check_patterns(const Value& value, const std::string& path) {
        check_schemas(value, path);
        for (const auto& [pattern, schema] : *value.as<Value::Table>())
            EXPECT_NO_THROW(std::regex{pattern}) << path << "/" << pattern;
    }
    void check_reference(const Value& value, const std::string& path) {
        const auto* text = value.as<std::string>();
        ASSERT_TRUE(text && text->starts_with("#/$defs/")) << path;
        EXPECT_TRUE(root_.find("$defs")->find(text->substr(8))) << path << ": " << *text;
    }

    const Value& root_;
};

// The definition of the section of that name, or nullptr.
const Value* definition(const std::string& section) {
    for (const auto& [pattern, entry] :
         *whole_schema().find("patternProperties")->as<Value::Table>())
        if (std::regex_search(section, std::regex(pattern)))
            return whole_schema().find("$defs")->find(
                entry.find("$ref")->as<std::string>()->substr(8));
    return nullptr;
}

const Value& option(const std::string& section, const std::string& name) {
    return *definition(section)->find("properties")->find(name);
}

TEST(ConfigSchema, is_a_schema_of_draft_2020_12) {
    EXPECT_EQ(*whole_schema().find("$schema")->as<std::string>(),
              "https://json-schema.org/draft/2020-12/schema");
    Checker(whole_schema()).check(whole_schema(), "#");
}

TEST(ConfigSchema, knows_sections_by_their_names) {
    for (const char* name : {"mcu",
                             "mcu tool",
                             "printer",
                             "fan",
                             "heater_fan hotend",
                             "stepper_z1",
                             "extruder",
                             "extruder1",
                             "board_pins",
                             "board_pins display"})
        EXPECT_TRUE(definition(name)) << name;
    for (const char* name : {"fan left", "heater_fan", "printers", "nonsense"})
        EXPECT_FALSE(definition(name)) << name;
}

TEST(ConfigSchema, says_of_options_what_their_declarations_say) {
    const Value& power = option("fan", "max_power");
    EXPECT_EQ(base::to_json(*power.find("type")), R"(["number", "string"])");
    EXPECT_EQ(base::to_json(*power.find("exclusiveMinimum")), "0.0");
    EXPECT_EQ(base::to_json(*power.find("maximum")), "1.0");
    EXPECT_EQ(base::to_json(*power.find("default")), "1.0");
    EXPECT_TRUE(option("extruder", "control").find("enum"));
    EXPECT_NE(base::to_json(*definition("fan")->find("required")).find("\"pin\""),
              std::string::npos);
    EXPECT_TRUE(definition("board_pins")->find("patternProperties")->find("^aliases_"));
}

}  // namespace
}  // namespace escapement::app
